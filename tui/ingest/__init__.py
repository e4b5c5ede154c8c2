"""Published documents back into reports: one file per input format, one recogniser for all."""

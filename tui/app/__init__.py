"""The editor: a keyboard-driven form over one report. Only this package knows Textual."""

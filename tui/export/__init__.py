"""A report as a document: Markdown and plain text. Made from a Report alone, never from files."""

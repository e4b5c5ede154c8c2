"""What several tests share: real figures, reports built from them, the program as a process."""

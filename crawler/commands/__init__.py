"""What is more than a few lines of a command, in a module of its name; `crawler.cli` has them all."""

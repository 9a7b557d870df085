"""The question prompt: on a terminal with completion and a bar, through a pipe one answer block for each line."""

"""What is read over the files: figures that name nobody, and the journal of all acts."""

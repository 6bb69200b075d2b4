"""Documents of files: examined before they are kept, named by their digest, never shown inline."""

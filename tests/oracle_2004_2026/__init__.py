"""The answer from 2004 to 2026 over two times, written from the reading alone."""

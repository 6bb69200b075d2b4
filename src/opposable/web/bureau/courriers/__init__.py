"""Letters of the office: written from the file, proved, set on paper."""

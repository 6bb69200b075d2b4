"""What anyone may read: each part on its own, on what the site shares."""

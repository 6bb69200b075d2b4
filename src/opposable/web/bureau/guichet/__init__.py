"""The door of employers: an application filed, then followed."""

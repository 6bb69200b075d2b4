"""Words of people → codes and countries: proposed, never guessed."""

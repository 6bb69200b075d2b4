"""Who enters the office: accounts, roles and delegations, login, second factor."""

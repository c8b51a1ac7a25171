"""What happened: strikes, incidents and campaigns, who is blamed for them, and which figures are theirs."""

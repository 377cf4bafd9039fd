"""What organisational acts are made of: names of units and posts, and the lead-ins that give them duties."""

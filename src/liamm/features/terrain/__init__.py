"""What the field says: signals (remontées), problems (problématiques), interest communities and relais."""

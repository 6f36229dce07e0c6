"""Files of others that pages need: fetched once, checked, kept, and served without a network."""

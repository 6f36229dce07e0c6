"""Small providers that every course configuration may use: archive, random, null, local."""

# challenge 2 grows here

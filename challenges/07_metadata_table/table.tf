# TODO 1: add the endpoint "dynamodb" to the provider, in main.tf.

# TODO 2: the table capturas-iss; its key is capture_id, of type S.

# TODO 1: add the endpoint "events" to the provider, in main.tf.

# TODO 2: a rule, captura-iss-schedule, that fires every minute.

# TODO 3: a target of this rule: the Lambda in lambda.tf.

# TODO 4: a permission, so that EventBridge may invoke the Lambda for this rule.

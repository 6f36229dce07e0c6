resource "aws_sns_topic" "both" {
  name        = "a"
  name_prefix = "b"
}

resource "aws_sns_topic" "settings" {
  name                                     = "settings"
  policy                                   = "{"
  delivery_policy                          = "{"
  archive_policy                           = "{"
  signature_version                        = 3
  tracing_config                           = "On"
  fifo_throughput_scope                    = "All"
  application_failure_feedback_role_arn    = "r"
  application_success_feedback_sample_rate = 101
  lambda_success_feedback_role_arn         = "r"
  sqs_success_feedback_sample_rate         = -1
}

resource "aws_sns_topic_policy" "p" {
  arn    = "a"
  policy = "{"
}

resource "aws_sns_topic_subscription" "s" {
  topic_arn             = "t"
  protocol              = "pigeon"
  endpoint              = "e"
  filter_policy         = "{"
  filter_policy_scope   = "Message"
  redrive_policy        = "{"
  delivery_policy       = "{"
  replay_policy         = "{"
  subscription_role_arn = "r"
}

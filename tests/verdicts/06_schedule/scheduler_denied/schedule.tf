
resource "aws_iam_role" "scheduler" {
  name = "scheduler"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "scheduler.amazonaws.com" }  }]
  })
  
}
resource "aws_iam_role_policy" "scheduler" {
  role = aws_iam_role.scheduler.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "lambda:InvokeFunction", Resource = "*" }]
  })
}
resource "aws_iam_role_policy" "deny" {
 role = aws_iam_role.scheduler.id
 policy = jsonencode({Version="2012-10-17",Statement=[{Effect="Deny",Action="lambda:*",Resource="*"}]})
}

resource "aws_scheduler_schedule" "s" {
  name = "captura-iss-schedule"
  
  schedule_expression = "rate(1 minute)"
  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = aws_lambda_function.capturar_iss.arn
    role_arn = aws_iam_role.scheduler.arn
    
  }
}

import boto3
import os
def handler(event, context):
    boto3.client("lambda").invoke(FunctionName=os.environ["FN"], InvocationType="RequestResponse", Payload=b"{}")

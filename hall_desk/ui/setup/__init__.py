"""The screens of the first start and the people (初次启动、人员)."""

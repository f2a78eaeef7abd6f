"""The model to source files again, so that what came from elsewhere can be edited like anything else."""

(parent.API || parent.API_1484_11).LMSInitialize("");

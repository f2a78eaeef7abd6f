parent.API.LMSInitialize("");
addEventListener("pagehide", () => parent.API.LMSFinish(""));

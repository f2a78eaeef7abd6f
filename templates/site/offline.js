/* Keeps the site for times without a connection; from a disk or a stick it is there anyway. */
(function () {
  "use strict";
  var root = document.currentScript.src.replace(/site\/[^/]*$/, "");
  if (location.protocol.indexOf("http") === 0 && "serviceWorker" in navigator) {
    navigator.serviceWorker.register(root + "sw.js").catch(function () { /* then it needs its connection */ });
  }
}());

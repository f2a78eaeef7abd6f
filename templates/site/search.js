/* Finds pages by the beginnings of words; each module's index is a script, so that it works from a disk, too. */
(function () {
  "use strict";
  var modules = [];
  var field = document.getElementById("q");
  var found = document.getElementById("found");
  var many = document.getElementById("many");

  function words(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  }

  /* The pages of a module that hold a word that begins so, each with what it weighs. */
  function pagesWith(module, start) {
    var hits = {};
    module.words.forEach(function (entry) {
      if (entry[0].indexOf(start) === 0) {
        entry[1].forEach(function (page) { hits[page] = entry[0] === start ? 2 : hits[page] || 1; });
      }
    });
    module.pages.forEach(function (page, at) {
      if (words(page[1]).some(function (word) { return word.indexOf(start) === 0; })) hits[at] = (hits[at] || 0) + 5;
    });
    return hits;
  }

  function look(asked) {
    var all = [];
    modules.forEach(function (module) {
      var each = asked.map(function (word) { return pagesWith(module, word); });
      module.pages.forEach(function (page, at) {
        if (each.every(function (hits) { return hits[at]; })) {
          all.push({ page: page, module: module, weight: each.reduce(function (sum, hits) { return sum + hits[at]; }, 0) });
        }
      });
    });
    return all.sort(function (a, b) { return b.weight - a.weight; });
  }

  function show() {
    var asked = words(field.value);
    var results = asked.length ? look(asked) : [];
    found.textContent = "";
    many.textContent = !asked.length ? "" : results.length ? field.dataset.many.replace("{n}", results.length) : field.dataset.none;
    results.slice(0, 50).forEach(function (one) {
      var line = document.createElement("li");
      var link = document.createElement("a");
      var where = document.createElement("p");
      link.href = one.page[0];
      link.textContent = one.page[1];
      where.className = "how";
      where.textContent = one.module.title;
      line.append(link, where);
      found.append(line);
    });
  }

  window.botSearch = function (title, pages, index) {
    var read = function (line) { var parts = line.split(" "); return [parts[0], parts[1].split(",")]; };
    modules.push({ title: title, pages: pages, words: index ? index.split("\n").map(read) : [] });
  };
  field.form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
  field.addEventListener("input", show);
  window.addEventListener("load", function () {
    /* Whoever types before everything is there keeps what was typed. */
    field.value = field.value || decodeURIComponent(location.hash.slice(1));
    show();
  });
}());

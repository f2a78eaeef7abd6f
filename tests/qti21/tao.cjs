// TAO's scoring of QTI 2.1 items (@oat-sa/tao-item-runner-qti) for a list of items and responses on standard
// input: [{item, responses: [{id: value}]}]; on standard output the outcomes of each response.
"use strict";
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const root = path.join(__dirname, "../../node_modules/@oat-sa/tao-item-runner-qti/dist/scoring");
const known = { lodash: require("lodash") };

// The package is written for a browser's module loader; this one reads the few modules of the scoring.
function load(name) {
    if (!(name in known)) {
        const file = path.join(root, `${name.replace("taoQtiItem/scoring/", "")}.js`);
        let made;
        const define = (...given) => {
            const make = given.pop();
            made = make(...(given[0] ?? []).map(load));
        };
        vm.runInThisContext(`(function (define) {${fs.readFileSync(file, "utf8")}\n})`)(define);
        known[name] = made;
    }
    return known[name];
}

const provider = load("taoQtiItem/scoring/provider/qti");
const context = {
    trigger(name, error) {
        throw error;
    },
};

const outcomes = [];
for (const { item, responses } of JSON.parse(fs.readFileSync(0, "utf8"))) {
    for (const response of responses) {
        provider.process.call(context, response, structuredClone(item), (found) => outcomes.push(found));
    }
}
process.stdout.write(JSON.stringify(outcomes));

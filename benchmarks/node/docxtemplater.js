"use strict";
const Docxtemplater = require("docxtemplater");
const PizZip = require("pizzip");
const { run } = require("./turn.js");

run((template, values) => {
  const memo = new Docxtemplater(new PizZip(template), { paragraphLoop: true });
  memo.render(values);
  return memo.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
});

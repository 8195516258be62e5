// One process of a benchmark in Node: the order is that of benchmarks/child.py, and so is the answer.
"use strict";
const fs = require("fs");
const path = require("path");
const xlsx = require("xlsx");

// Every cell's value, dates as dates; what SheetJS makes beyond that (formatted text, HTML) is left out.
const READING = { cellDates: true, cellText: false, cellHTML: false, cellFormula: false };

exports.readCells = function readCells(file) {
  const book = xlsx.read(fs.readFileSync(file), READING);
  let filled = 0;
  for (const name of book.SheetNames) {
    for (const row of xlsx.utils.sheet_to_json(book.Sheets[name], { header: 1 })) filled += row.length;
  }
  return filled;
};

function peakKib() {
  return process.resourceUsage().maxRSS;
}

exports.run = async function run(render) {
  const order = JSON.parse(fs.readFileSync(process.argv[2], "utf-8"));
  const template = fs.readFileSync(order.template);
  const job = async (item) => {
    if (!exports.readCells(item.path)) throw new Error("empty workbook: " + item.path);
    return render(template, item.values);
  };
  for (const item of order.items.slice(0, order.warm)) await job(item);
  const ms = [];
  const before = process.cpuUsage();
  for (const item of order.items) {
    const start = process.hrtime.bigint();
    const memo = await job(item);
    ms.push(Number(process.hrtime.bigint() - start) / 1e6);
    if (order.save) fs.writeFileSync(path.join(order.save, path.parse(item.path).name + ".docx"), memo);
  }
  const used = process.cpuUsage(before);
  const processor_ms = (used.user + used.system) / 1000 / order.items.length;
  console.log(JSON.stringify({ ms, processor_ms, peak_kib: peakKib() }));
};

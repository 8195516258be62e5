// node save.js MODULES SOURCE OUT: the workbook SOURCE saved by SheetJS in its formats, and by ExcelJS.
"use strict";
const path = require("path");
const [modules, source, out] = process.argv.slice(2);
const XLSX = require(path.join(modules, "xlsx"));
const ExcelJS = require(path.join(modules, "exceljs"));

for (const cellDates of [false, true]) {
  const book = XLSX.readFile(source, { cellDates, cellNF: true, cellStyles: true });
  const prefix = cellDates ? "sheetjs_dates" : "sheetjs";
  for (const type of ["xlsx", "xlsb", "biff8", "ods", "fods"]) {
    const suffix = type === "biff8" ? "xls" : type;
    XLSX.writeFile(book, path.join(out, `${prefix}.${suffix}`), { bookType: type, cellDates });
  }
}
const book = new ExcelJS.Workbook();
book.xlsx.readFile(source).then(() => book.xlsx.writeFile(path.join(out, "exceljs.xlsx")));

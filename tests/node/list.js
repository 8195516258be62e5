// node list.js MODULES SOURCE: what SheetJS and ExcelJS find in the workbook SOURCE, as JSON.
"use strict";
const path = require("path");
const [modules, source] = process.argv.slice(2);
const XLSX = require(path.join(modules, "xlsx"));
const ExcelJS = require(path.join(modules, "exceljs"));

const sheetjs = XLSX.readFile(source, { bookVBA: true });
const hidden = (sheetjs.Workbook && sheetjs.Workbook.Sheets) || [];
const first = {
  sheets: sheetjs.SheetNames.map((name, n) => [name, Boolean((hidden[n] || {}).Hidden)]),
  names: ((sheetjs.Workbook && sheetjs.Workbook.Names) || []).map((name) => name.Name),
  macros: sheetjs.vbaraw ? sheetjs.vbaraw.length : 0,
};
const exceljs = new ExcelJS.Workbook();
exceljs.xlsx.readFile(source).then(() => {
  const sheets = exceljs.worksheets;
  const second = {
    sheets: sheets.map((sheet) => [sheet.name, sheet.state !== "visible"]),
    names: exceljs.definedNames.model.map((name) => name.name),
    tables: sheets.flatMap((sheet) =>
      sheet.getTables().map((one) => {
        const table = (one.table || one[0].table || one);
        return [sheet.name, table.name, table.tableRef || table.ref, table.columns.map((column) => column.name)];
      })),
    rules: Object.fromEntries(sheets.map((sheet) => [sheet.name, Object.keys(sheet.dataValidations.model).length])),
  };
  process.stdout.write(JSON.stringify({ SheetJS: first, ExcelJS: second }));
});

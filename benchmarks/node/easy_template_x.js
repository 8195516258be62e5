"use strict";
const { TemplateHandler } = require("easy-template-x");
const { run } = require("./turn.js");

const handler = new TemplateHandler();
run((template, values) => handler.process(template, values));

import { CELL_FORMATS } from './sheet-xml.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org';
const MAIN = `${OFFICE}/spreadsheetml/2006/main`;
const RELATIONSHIPS = `${OFFICE}/officeDocument/2006/relationships`;
const PACKAGE = `${OFFICE}/package/2006`;
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const FORMAT_XML: Readonly<Record<(typeof CELL_FORMATS)[number], string>> = {
  header: '<xf fontId="1" applyFont="1"/>',
  date: '<xf numFmtId="164" applyNumberFormat="1"/>',
  instant: '<xf numFmtId="165" applyNumberFormat="1"/>',
  decimal: '<xf numFmtId="166" applyNumberFormat="1"/>',
  // The format of text: a formula that is edited there stays text.
  text: '<xf numFmtId="49" applyNumberFormat="1"/>',
};

const STYLES =
  `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>` +
  '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="#,##0.00########"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  `<cellXfs count="${CELL_FORMATS.length + 1}"><xf/>${CELL_FORMATS.map((format) => FORMAT_XML[format]).join('')}</cellXfs></styleSheet>`;

const numbered = (sheets: readonly string[], part: (name: string, number: number) => string): string =>
  sheets.map((name, i) => part(name, i + 1)).join('');

/** The parts of a workbook around its sheets, by path. Sheet n is in `xl/worksheets/sheet<n>.xml`. */
export const workbookParts = (sheets: readonly string[]): Readonly<Record<string, string>> => ({
  '[Content_Types].xml':
    `${XML}<Types xmlns="${PACKAGE}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
    `${numbered(sheets, (_name, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`)}</Types>`,
  '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels':
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
    numbered(
      sheets,
      (_name, n) => `<Relationship Id="rId${n}" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
    ) +
    `<Relationship Id="styles" Type="${RELATIONSHIPS}/styles" Target="styles.xml"/></Relationships>`,
  'xl/workbook.xml':
    `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheets>` +
    `${numbered(sheets, (name, n) => `<sheet name="${name}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets>` +
    // Programs calculate every formula when they open it.
    '<calcPr fullCalcOnLoad="1"/></workbook>',
  'xl/styles.xml': STYLES,
});

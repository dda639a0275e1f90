import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';

type Json = string | number | boolean | null | readonly Json[] | Readonly<{ [name: string]: Json }>;

const NO_VALUE = new Set(['nil', 'true', '1']);

const elementsIn = ({ children }: XmlElement): readonly XmlElement[] =>
  children.filter((child): child is XmlElement => child instanceof XmlElement);

const textIn = ({ children }: XmlElement): string =>
  children.map((child) => (child instanceof XmlText ? child.text : '')).join('');

/** The text of an element without others, as its `type` says. */
const scalar = (text: string, type: string | undefined): Json => {
  const isWhole = type === 'integer' && /^-?\d{1,15}$/.test(text);
  if (isWhole) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
};

/** Children by name, a list where a name repeats; the address of an element, if it has one, is under `href`. */
const fieldsOf = (element: XmlElement): Readonly<{ [name: string]: Json }> => {
  const byName = Map.groupBy(elementsIn(element), ({ name }) => name);
  const fields = [...byName].map(([name, all]) => {
    const values = all.map(valueOf);
    return [name, values.length === 1 ? (values[0] ?? null) : values] as const;
  });
  const { href } = element.attributes;
  return Object.fromEntries([...(href === undefined ? [] : [['href', href] as const]), ...fields]);
};

const valueOf = (element: XmlElement): Json => {
  const { type, nil, href } = element.attributes;
  if (nil !== undefined && NO_VALUE.has(nil)) return null;
  const children = elementsIn(element);
  if (type === 'array') return children.map(valueOf);
  const text = textIn(element).trim();
  if (children.length > 0 || (text === '' && href !== undefined)) return fieldsOf(element);
  return scalar(text, type);
};

/**
 * An XML document as JSON: `{ root: … }`, or a list of `{ item: … }` where the root is a list. Elements are fields,
 * those of `type="array"` lists, `nil` is null, whole numbers and truth values are what their `type` says, and all else
 * is text. Throws where the text is no XML.
 */
export const xmlJson = (text: string): Json => {
  const { root } = parseXml(text);
  if (root === null) throw new Error('there is no element');
  const isList = root.attributes['type'] === 'array';
  return isList ? elementsIn(root).map((item) => ({ [item.name]: valueOf(item) })) : { [root.name]: valueOf(root) };
};

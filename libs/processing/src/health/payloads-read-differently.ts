import { countInWords } from '@app/domain';
import { type FormatName, FORMATS, translatorVersion } from '@app/wire';

/** Payloads of one topic or file of which some were not read by the present translator, or not all by one config. */
export type PayloadsReadDifferently = Readonly<{
  format: FormatName;
  /** The topic, or the name of the file. */
  origin: string;
  payloads: number;
  /** Those of them that a former version of the translator has read. */
  former: number;
  /** The configs that have read them. */
  configs: number;
}>;

/** The translators of this program. */
export const PRESENT_TRANSLATORS: readonly Readonly<{ format: FormatName; version: number }>[] = FORMATS.map(
  (format) => ({ format, version: translatorVersion(format) }),
);

/** How payloads were read: `5 payloads of billing: 2 configs have read them, and a former translator has read 3 of them`. */
export const readDifferentlyText = ({ origin, payloads, former, configs }: PayloadsReadDifferently): string => {
  const by = [
    ...(configs > 1 ? [`${configs} configs have read them`] : []),
    ...(former > 0 ? [`a former translator has read ${former === payloads ? 'them' : `${former} of them`}`] : []),
  ];
  return `${countInWords(payloads, 'payload')} of ${origin}: ${by.join(', and ')}`;
};

/**
 * The command of `acv` that shows what would change if all of them were read alike. A former translator alone needs no
 * adapter, because each payload keeps its own.
 */
export const rereadingCommand = ({ format, origin, configs }: PayloadsReadDifferently): string =>
  configs > 1
    ? `retranslate --format ${format} --adapter adapter.json --from ${JSON.stringify(origin)} --dry-run`
    : 'retranslate --dry-run';

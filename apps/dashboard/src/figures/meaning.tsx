import { useEffect, useState } from 'preact/hooks';

type Meanings = Readonly<Record<string, string>>;

/** Loaded once, when the first figure is asked what it is. */
let asked: Promise<Meanings> | null = null;

const meanings = (): Promise<Meanings> => {
  asked ??= fetch('meanings.json').then(async (response) => (await response.json()) as Meanings);
  return asked;
};

/** Text with names of figures in backticks. */
const Worded = ({ text }: { text: string }) => (
  <>{text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>
);

/** What a figure means, by its name in the table of meanings. */
export const Meaning = ({ name }: { name: string }) => {
  const [text, setText] = useState('');
  useEffect(() => {
    meanings().then(
      (known) => setText(known[name] ?? 'This figure is not described.'),
      () => setText('The description can’t be loaded now.'),
    );
  }, [name]);
  return (
    <p class="meaning">
      <code>{name.slice(name.indexOf('.') + 1)}</code>: <Worded text={text} />
    </p>
  );
};

/** Sections of lines, with a blank line between them. Empty sections are left out. */
export const sectionsText = (sections: readonly (readonly string[])[]): string =>
  sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n');

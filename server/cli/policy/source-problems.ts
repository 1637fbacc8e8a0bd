import type { SchemeProblem } from '#shared/policy/check-scheme.ts';
import type { CitedScheme } from '#shared/policy/scheme.ts';

/** Blanks and line breaks of a scan fall anywhere, so both sides are compared without any. */
function folded(text: string): string {
	return text.replace(/\s+/g, '');
}

/** Quotes that do not stand verbatim in the source, and papers of a claim that do not stand in the clause it cites. */
export function sourceProblems(scheme: CitedScheme, source: string | null): SchemeProblem[] {
	if (source === null) {
		return [
			{
				path: 'document.sourceFile',
				expected: `a file ${scheme.document.sourceFile} beside scheme.ts`,
				mend: 'put the text of the document there, byte for byte',
			},
		];
	}
	return [...quotesNotIn(scheme, folded(source)), ...papersNotQuoted(scheme)];
}

function quotesNotIn(scheme: CitedScheme, source: string): SchemeProblem[] {
	return Object.entries(scheme.facts).flatMap(([id, { quotes }]) =>
		quotes.flatMap((quote, i) =>
			source.includes(folded(quote))
				? []
				: [
						{
							path: `facts.${id}.quotes.${i}`,
							expected: `a sentence of ${scheme.document.sourceFile}, but 「${quote}」 does not stand there`,
							mend: 'copy it from the source, reading errors included; a correction belongs into the note',
						},
					],
		),
	);
}

function papersNotQuoted(scheme: CitedScheme): SchemeProblem[] {
	return scheme.claims.kinds.flatMap(({ cites, documents }, k) => {
		const clause = folded(cites.flatMap((id) => scheme.facts[id]?.quotes ?? []).join());
		return documents.flatMap(({ text }, d) =>
			clause.includes(folded(text))
				? []
				: [
						{
							path: `claims.kinds.${k}.documents.${d}.text`,
							expected: `words of ${cites.join(', ')}, but 「${text}」 is not quoted there`,
							mend: 'use the document’s own words, and quote them in the fact',
						},
					],
		);
	});
}

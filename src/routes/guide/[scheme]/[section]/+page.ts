import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';
import { sectionKeys, type SectionKey } from '../../content/guide-section.ts';
import { guideSections } from '../../content/sections.ts';

export const load: PageLoad = async ({ params, parent }): Promise<{ sectionKey: SectionKey }> => {
	const { scheme } = await parent();
	const isThere = guideSections(scheme).some(({ key }) => key === params.section);
	const sectionKey = sectionKeys.find((key) => key === params.section);
	if (!isThere || !sectionKey) error(404);
	return { sectionKey };
};

import type { HandleClientError } from '@sveltejs/kit';

/** An error's own words may quote what a person typed: its name goes on, its message stays here. */
export const handleError: HandleClientError = ({ error, status }) => {
	if (status !== 404) reportError(new Error(`unexpected error: ${(error as Error | null)?.name}`));
	return { message: 'unexpected' };
};

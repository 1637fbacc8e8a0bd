import type { HandleClientError } from '@sveltejs/kit';

/** An error's own words may quote what a person typed: neither the page nor the console repeats them. */
export const handleError: HandleClientError = ({ error, status }) => {
	console.error('unexpected error:', status, (error as Error | null)?.name ?? 'unknown');
	return { message: 'unexpected' };
};

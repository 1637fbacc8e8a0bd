import type * as z from 'zod/mini';

interface Def {
	type: string;
	shape?: Record<string, z.ZodMiniType>;
	element?: z.ZodMiniType;
	innerType?: z.ZodMiniType;
	valueType?: z.ZodMiniType;
}

/**
 * Paths of the figures and texts of a schema for which no member named …cites stands beside them or above them. What
 * stands under `facts` are the citations themselves.
 */
export function uncitedLeaves(schema: z.ZodMiniType): string[] {
	return walk(schema, '', false).sort();
}

function walk(schema: z.ZodMiniType, path: string, covered: boolean): string[] {
	const { type, shape, element, innerType, valueType } = schema._zod.def as unknown as Def;
	if (type === 'object' && shape) {
		const here = covered || Object.keys(shape).some((key) => /cites$/i.test(key));
		return Object.entries(shape)
			.filter(([key]) => !/cites$/i.test(key) && !(path === '' && key === 'facts'))
			.flatMap(([key, member]) => walk(member, path ? `${path}.${key}` : key, here));
	}
	const inner = element ?? innerType ?? valueType;
	if (inner) return walk(inner, path, covered);
	const isLeaf = type === 'string' || type === 'number' || type === 'int';
	return isLeaf && !covered ? [path] : [];
}

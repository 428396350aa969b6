import { config } from 'zod';

// The page forbids code made from strings, which Zod would try first, and the browser would report as an error. The build keeps
// this beside Zod itself, so that it runs before any schema is made.
config({ jitless: true });

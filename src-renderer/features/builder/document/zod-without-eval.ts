import { config } from 'zod';

// The page forbids code made from strings, which Zod would try first. To be imported before any schema is made.
config({ jitless: true });

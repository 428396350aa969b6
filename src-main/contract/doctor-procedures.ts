import { z } from 'zod';
import * as doctor from './doctor-records.ts';
import { procedure } from './procedure.ts';
import { run } from './records.ts';

/** What `runs` can do about faults of trainings. */
export const doctorProcedures = {
  /** Tells what is wrong with a training, under way or over, with the numbers that show it and what would mend it. */
  doctor: procedure.input(doctor.doctorInput).output(doctor.diagnosis),
  /** Tells what would be wrong with `start` with the same input. Throws what `start` would. */
  doctorBefore: procedure.input(doctor.doctorBeforeInput).output(doctor.diagnosis),
  /** Tells the worst finding of each of these runs that has one. */
  doctorMarks: procedure.input(doctor.doctorMarksInput).output(doctor.doctorMarks),
  /** Shows a finding no more, with a reason, for all runs of the same network on the same data; or takes that back. */
  dismissFinding: procedure.input(doctor.dismissFinding).output(z.void()),
  recallFinding: procedure.input(doctor.recallFinding).output(z.void()),
  /** Starts the branch or the run that a finding's fix asks for. Refused with `invalid-data` where it asks for neither. */
  applyFix: procedure.input(doctor.applyFix).output(run),
};

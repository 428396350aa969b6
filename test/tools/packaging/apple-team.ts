/**
 * Tells whether a Mac's program is signed with a certificate of one of Apple's teams, from electron-builder's own variables: only such a
 * program is notarized, and only such a certificate ends in the team's ten letters. One that somebody has made alone, or none, has no team.
 */
export function hasAppleTeam(environment: NodeJS.ProcessEnv): boolean {
  const { CSC_NAME: certificate, APPLE_TEAM_ID: team, APPLE_API_KEY: notarizationKey } = environment;
  return Boolean(team) || Boolean(notarizationKey) || /\([A-Z0-9]{10}\)$/.test(certificate ?? '');
}

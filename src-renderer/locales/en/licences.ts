export const licences = {
  title: 'Licences',
  link: 'Licences of what the studio is made of',
  about: 'About',
  intro:
    'Kioku Studio is under the MIT licence. It is made of the packages below, each under its own licence. The licences of Electron and Chromium lie beside the desktop program.',
  samples: 'Sample texts',
  packages: 'Packages',
  noText: 'The package brings no text of its licence.',
  failed: 'The list of licences could not be read. Build the studio anew with “npm run build”, or install it again.',
};

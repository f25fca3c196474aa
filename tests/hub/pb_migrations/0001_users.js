// The hub's own settings, Beszel's `users` collection, and the accounts that tests sign in with.

const PASSWORD = "blinkenrack1";

function hubSettings(app) {
  const settings = app.settings();
  settings.meta.appName = "Beszel";
  settings.batch.enabled = true;
  settings.batch.maxRequests = 50;
  settings.batch.timeout = 3;
  // Request logs would only cost time here.
  settings.logs.maxDays = 0;
  app.save(settings);
}

function userCollection(app) {
  const users = app.findCollectionByNameOrId("users");
  users.fields.add(new TextField({ name: "username" }));
  users.fields.add(new SelectField({ name: "role", values: ["user", "admin", "readonly"], maxSelect: 1 }));
  users.listRule = "id = @request.auth.id";
  users.viewRule = "id = @request.auth.id";
  users.createRule = null;
  users.updateRule = null;
  users.deleteRule = null;
  users.authRule = "verified = true";
  users.authAlert.enabled = false;
  users.passwordAuth.identityFields = ["email"];
  users.otp.length = 6;
  users.otp.duration = 180;
  app.save(users);
  return users;
}

function account(collection, id, email) {
  const record = new Record(collection);
  record.set("id", id);
  record.setEmail(email);
  record.setPassword(PASSWORD);
  return record;
}

function user(collection, id, role) {
  const record = account(collection, id, `${role}@example.com`);
  record.setVerified(true);
  record.set("username", role);
  record.set("role", role);
  return record;
}

migrate((app) => {
  hubSettings(app);
  const users = userCollection(app);
  app.save(user(users, "useruseruser001", "user"));
  app.save(user(users, "adminadmin00001", "admin"));
  app.save(user(users, "readonly0000001", "readonly"));
  app.save(account(app.findCollectionByNameOrId("_superusers"), "superuser000001", "root@example.com"));
});

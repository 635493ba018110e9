"""A JupyterHub that opens the course: ``jupyterhub -f deploy/jupyterhub/jupyterhub_config.py``.

Each person who logs in has a notebook server of their own, which shows the course at ``/user/NAME/backlab/``. The
Python that runs the Hub has what ``deploy/jupyterhub/requirements.txt`` lists, and backlab itself;
configurable-http-proxy, from npm, is on its PATH. docs/deploy.md has the commands.
"""

import os
import sys

c = get_config()  # noqa: F821 (JupyterHub gives it to its configuration)

# Where people reach the Hub. For anybody but this machine, a web server with HTTPS stands before it.
c.JupyterHub.bind_url = os.environ.get("HUB_ADDRESS", "http://127.0.0.1:8000")

# Who people are, and who may come in. PAM, the accounts of this machine, is what JupyterHub itself takes. Instead:
#   "github", "google", "generic-oauth" and more: accounts elsewhere, with `pip install oauthenticator`
#   "lti13": those of the learning platform, with `pip install jupyterhub-ltiauthenticator`
# The Hub starts with nobody let in: name them, or allow all whom the authenticator knows.
c.JupyterHub.authenticator_class = os.environ.get("HUB_AUTHENTICATOR", "pam")
c.Authenticator.allow_all = os.environ.get("HUB_ALLOW_ALL") == "yes"
c.Authenticator.allowed_users = set(os.environ.get("HUB_USERS", "").split())

# How servers are started. "localprocess" gives each the account of its person on this machine, and cannot hold it to a
# limit of memory. `pip install jupyterhub-systemdspawner` ("systemd") or `pip install dockerspawner` ("docker") can.
c.JupyterHub.spawner_class = os.environ.get("HUB_SPAWNER", "localprocess")

# Above the first a server is ended by those that can; the second is what is said to be set aside for it.
c.Spawner.mem_limit = "1G"
c.Spawner.mem_guarantee = "384M"
# So many servers at once, and so many that start at once: starting is what takes the processors' time.
c.JupyterHub.active_server_limit = 100
c.JupyterHub.concurrent_spawn_limit = 10

# Who logs in sees the start page.
c.Spawner.default_url = "/backlab/"
c.Spawner.cmd = [sys.executable, "-m", "jupyterhub.singleuser"]
c.Spawner.start_timeout = c.Spawner.http_timeout = 120

# A server that nobody has used for half an hour is ended. A page that is open counts as use, for it goes on talking to
# its server; so that a forgotten one does not hold it all night, no server lives longer than twelve hours.
IDLE = int(os.environ.get("HUB_IDLE_SECONDS", "1800"))
EVERY = max(1, IDLE // 6)
LONGEST = 12 * 60 * 60
culler = [f"--timeout={IDLE}", f"--cull-every={EVERY}", f"--max-age={LONGEST}"]
c.JupyterHub.services = [{"name": "idle-culler", "command": [sys.executable, "-m", "jupyterhub_idle_culler", *culler]}]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "services": ["idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
# What the servers tell the Hub of their use must be newer than the idle time, or those in use would be ended too.
c.JupyterHub.last_activity_interval = EVERY
c.Spawner.environment = {"JUPYTERHUB_ACTIVITY_INTERVAL": str(EVERY)}

# Nothing is left behind where the Hub ends.
c.JupyterHub.cleanup_servers = True

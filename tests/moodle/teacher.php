<?php
// teacher.php DRIVERS COURSE NAME PASSWORD : an account that teaches in the course, and may restore courses; DRIVERS is
// the folder of lms.php.
[, $drivers, $courseid, $name, $password] = $_SERVER['argv'];
require("$drivers/lms.php");
run(function() use ($courseid, $name, $password) {
    global $CFG, $DB;
    require_once("$CFG->dirroot/user/lib.php");
    $id = user_create_user(['username' => $name, 'password' => $password, 'firstname' => 'Tea', 'lastname' => 'Teacher',
        'email' => "$name@example.invalid", 'confirmed' => 1, 'mnethostid' => $CFG->mnet_localhost_id, 'auth' => 'manual']);
    $instance = $DB->get_record('enrol', ['courseid' => $courseid, 'enrol' => 'manual'], '*', MUST_EXIST);
    $role = $DB->get_field('role', 'id', ['shortname' => 'editingteacher'], MUST_EXIST);
    enrol_get_plugin('manual')->enrol_user($instance, $id, $role);
    role_assign($DB->get_field('role', 'id', ['shortname' => 'manager'], MUST_EXIST), $id, context_system::instance()->id);
    return ['id' => $id];
});

<?php
// play_questions.php LMS COURSEID : gives every question of a course's bank its right answer by Moodle's own
// question engine, and says what that earned and what the learner is shown. LMS is ../shared/lms/lms.php.
require($_SERVER['argv'][1]);

run(function() {
    global $DB, $PAGE;
    $context = context_course::instance((int)$_SERVER['argv'][2]);
    $PAGE->set_context($context);
    $PAGE->set_url('/');
    $sql = 'SELECT v.questionid, e.idnumber FROM {question_bank_entries} e
              JOIN {question_versions} v ON v.questionbankentryid = e.id
              JOIN {question_categories} c ON c.id = e.questioncategoryid
             WHERE c.contextid = ? AND e.idnumber IS NOT NULL ORDER BY v.questionid';
    $played = [];
    foreach ($DB->get_records_sql($sql, [$context->id]) as $row) {
        $usage = question_engine::make_questions_usage_by_activity('core_question_preview', $context);
        $usage->set_preferred_behaviour('deferredfeedback');
        $question = question_bank::load_question($row->questionid);
        $slot = $usage->add_question($question, $question->defaultmark);
        $usage->start_all_questions();
        $usage->process_action($slot, $usage->get_correct_response($slot) ?? []);
        $usage->finish_all_questions();
        $fraction = $usage->get_question_fraction($slot);
        $shown = $usage->render_question($slot, new question_display_options());
        $played[] = ['idnumber' => $row->idnumber, 'type' => $question->get_type_name(),
            'fraction' => $fraction === null ? null : round($fraction, 5),
            'pictures' => substr_count($shown, '/pluginfile.php/'),
            'unresolved' => substr_count($shown, '@@PLUGINFILE@@')];
    }
    return ['errors' => [], 'played' => $played];
});
